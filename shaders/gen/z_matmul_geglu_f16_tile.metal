#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _69
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _127 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _128 = (8u * _127);
constant uint _129 = (4u * _128);
constant uint _152 = (_128 + 4u);

struct _167
{
    uint2 _m0[1];
};

constant uint _188 = (32u * _152);

struct _210
{
    uint2 _m0[1];
};

constant uint _229 = (32u * _152);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _243 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _254 = (_243 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _255 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _256 = (_254 * _255);
constant uint _257 = (4u * _256);
constant uint _280 = (_256 + 4u);

struct _287
{
    float4 _m0[1];
};

constant uint _312 = (32u * _280);

struct _339
{
    uint _m0[1];
};

constant uint _366 = (_127 * _255);
constant uint _368 = (_127 * _255);
constant uint _373 = (_127 * _255);
constant uint _389 = (_127 * _255);
constant uint _391 = (_127 * _255);
constant uint _396 = (_127 * _255);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _428 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _592 = (_127 * _255);

struct _672
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _702 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_702, 1u, 1u);

kernel void main0(constant _69& _71 [[buffer(0)]], const device _339& _341 [[buffer(1)]], const device _287& _289 [[buffer(2)]], const device _167& _169 [[buffer(3)]], const device _210& _212 [[buffer(5)]], device _672& _674 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _191[_188];
    threadgroup float _232[_229];
    threadgroup float _315[_312];
    uint _332 = gl_WorkGroupID.x * _128;
    uint _336 = gl_WorkGroupID.y * _256;
    uint _350 = _341._m0[_71._m6] - _71._m7;
    uint _354 = _127 * (gl_LocalInvocationID.x % 8u);
    uint _358 = _255 * (gl_LocalInvocationID.x / 8u);
    float _371[_368];
    float _376[_373];
    for (uint _1201 = 0u; _1201 < _366; )
    {
        _376[_1201] = 0.0;
        _371[_1201] = 0.0;
        _1201++;
        continue;
    }
    float _394[_391];
    float _399[_396];
    for (uint _1202 = 0u; _1202 < _389; )
    {
        _399[_1202] = 0.0;
        _394[_1202] = 0.0;
        _1202++;
        continue;
    }
    for (uint _1203 = gl_LocalInvocationID.x; _1203 < _129; )
    {
        uint _749 = _1203 / 4u;
        uint _756 = _1203 % 4u;
        uint _765 = ((4u * _756) * _152) + _749;
        uint _772 = (4u * (min((_332 + _749), (_71._m3 - 1u)) * _71._m0)) + _756;
        float2 _903 = float2(as_type<half2>(_169._m0[_772].x));
        float2 _906 = float2(as_type<half2>(_169._m0[_772].y));
        _191[_765] = _903.x;
        uint _1446 = _765 + _152;
        _191[_1446] = _903.y;
        uint _1458 = _765 + (2u * _152);
        _191[_1458] = _906.x;
        uint _1470 = _765 + (3u * _152);
        _191[_1470] = _906.y;
        float2 _927 = float2(as_type<half2>(_212._m0[_772].x));
        float2 _930 = float2(as_type<half2>(_212._m0[_772].y));
        _232[_765] = _927.x;
        _232[_1446] = _927.y;
        _232[_1458] = _930.x;
        _232[_1470] = _930.y;
        _1203 += _243;
        continue;
    }
    for (uint _1204 = gl_LocalInvocationID.x; _1204 < _257; )
    {
        uint _834 = _1204 / 4u;
        uint _841 = _1204 % 4u;
        uint _850 = ((4u * _841) * _280) + _834;
        uint _860 = ((_71._m7 + min((_336 + _834), (_350 - 1u))) * (_71._m2 / 4u)) + _841;
        _315[_850] = _289._m0[_860].x;
        _315[_850 + _280] = _289._m0[_860].y;
        _315[_850 + (2u * _280)] = _289._m0[_860].z;
        _315[_850 + (3u * _280)] = _289._m0[_860].w;
        _1204 += _243;
        continue;
    }
    float _488[_255];
    uint _1219;
    uint _1269;
    for (uint _1205 = 0u, _1212 = 0u, _1215 = 0u; _1205 < _71._m0; _1215 = _1269, _1212 = _1219, _1205++)
    {
        uint _429 = _1212 + _428;
        bool _435 = _429 >= _71._m0;
        if (_435)
        {
            uint _440 = _1215 + uint(1);
            _1269 = _440;
            _1219 = _440;
        }
        else
        {
            _1269 = _1215;
            _1219 = _429;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _444 = _1205 + 1u;
        if (_444 < _71._m0)
        {
            uint _452 = _444 & 1u;
            for (uint _1220 = gl_LocalInvocationID.x; _1220 < _129; )
            {
                uint _969 = _1220 / 4u;
                uint _976 = _1220 % 4u;
                uint _985 = (((16u * _452) + (4u * _976)) * _152) + _969;
                uint _992 = (4u * ((min((_332 + _969), (_71._m3 - 1u)) * _71._m0) + _1219)) + _976;
                float2 _1123 = float2(as_type<half2>(_169._m0[_992].x));
                float2 _1126 = float2(as_type<half2>(_169._m0[_992].y));
                _191[_985] = _1123.x;
                uint _1302 = _985 + _152;
                _191[_1302] = _1123.y;
                uint _1314 = _985 + (2u * _152);
                _191[_1314] = _1126.x;
                uint _1326 = _985 + (3u * _152);
                _191[_1326] = _1126.y;
                float2 _1147 = float2(as_type<half2>(_212._m0[_992].x));
                float2 _1150 = float2(as_type<half2>(_212._m0[_992].y));
                _232[_985] = _1147.x;
                _232[_1302] = _1147.y;
                _232[_1314] = _1150.x;
                _232[_1326] = _1150.y;
                _1220 += _243;
                continue;
            }
            for (uint _1221 = gl_LocalInvocationID.x; _1221 < _257; )
            {
                uint _1054 = _1221 / 4u;
                uint _1061 = _1221 % 4u;
                uint _1070 = (((16u * _452) + (4u * _1061)) * _280) + _1054;
                uint _1080 = (((_71._m7 + min((_336 + _1054), (_350 - 1u))) * (_71._m2 / 4u)) + (4u * _1219)) + _1061;
                _315[_1070] = _289._m0[_1080].x;
                _315[_1070 + _280] = _289._m0[_1080].y;
                _315[_1070 + (2u * _280)] = _289._m0[_1080].z;
                _315[_1070 + (3u * _280)] = _289._m0[_1080].w;
                _1221 += _243;
                continue;
            }
        }
        uint _466 = 16u * (_1205 & 1u);
        uint _1225;
        _1225 = _466;
        for (; _1225 < (_466 + 16u); _1225++)
        {
            for (uint _1236 = 0u; _1236 < _255; )
            {
                _488[_1236] = _315[((_1225 * _280) + _358) + _1236];
                _1236++;
                continue;
            }
            uint _1237;
            _1237 = 0u;
            for (; _1237 < _127; _1237++)
            {
                uint _515 = ((_1225 * _152) + _354) + _1237;
                for (uint _1240 = 0u; _1240 < _255; )
                {
                    uint _529 = (_1240 * _127) + _1237;
                    _371[_529] = fma(_488[_1240], _191[_515], _371[_529]);
                    _1240++;
                    continue;
                }
                for (uint _1243 = 0u; _1243 < _255; )
                {
                    uint _563 = (_1243 * _127) + _1237;
                    _394[_563] = fma(_488[_1243], _232[_515], _394[_563]);
                    _1243++;
                    continue;
                }
            }
        }
        if (_435)
        {
            for (uint _1227 = 0u; _1227 < _592; )
            {
                _376[_1227] += _371[_1227];
                _371[_1227] = 0.0;
                _399[_1227] += _394[_1227];
                _394[_1227] = 0.0;
                _1227++;
                continue;
            }
        }
    }
    for (uint _1206 = 0u; _1206 < _255; _1206++)
    {
        for (uint _1207 = 0u; _1207 < _127; _1207++)
        {
            bool _642 = ((_332 + _354) + _1207) < _71._m3;
            bool _652;
            if (_642)
            {
                _652 = ((_336 + _358) + _1206) < _350;
            }
            else
            {
                _652 = _642;
            }
            if (_652)
            {
                uint _659 = (_1206 * _127) + _1207;
                _674._m0[((((((_336 + _358) + _1206) * _71._m5) + _71._m4) + _332) + _354) + _1207] = (_376[_659] / (1.0 + exp(fma((0.0447149984538555145263671875 * _376[_659]) * _376[_659], _376[_659], _376[_659]) * (-1.5957691669464111328125)))) * _399[_659];
            }
        }
    }
}

