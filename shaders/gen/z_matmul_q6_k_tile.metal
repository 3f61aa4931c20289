#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _127
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

struct _150
{
    uint _m0[1];
};

struct _169
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _206 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _207 = (8u * _206);
constant uint _208 = (4u * _207);
constant uint _230 = (_207 + 4u);
constant uint _257 = (32u * _230);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _272 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _283 = (_272 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _284 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _285 = (_283 * _284);
constant uint _286 = (4u * _285);
constant uint _309 = (_285 + 4u);

struct _316
{
    float4 _m0[1];
};

constant uint _340 = (32u * _309);

struct _367
{
    uint _m0[1];
};

constant uint _392 = (_206 * _284);
constant uint _394 = (_206 * _284);
constant uint _399 = (_206 * _284);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _431 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _560 = (_206 * _284);

struct _621
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _650 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_650, 1u, 1u);

kernel void main0(constant _127& _129 [[buffer(0)]], const device _367& _369 [[buffer(1)]], const device _316& _318 [[buffer(2)]], const device _169& _171 [[buffer(3)]], const device _150& _152 [[buffer(4)]], device _621& _623 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _260[_257];
    threadgroup float _343[_340];
    uint _360 = gl_WorkGroupID.x * _207;
    uint _364 = gl_WorkGroupID.y * _285;
    uint _376 = _369._m0[_129._m6] - _129._m7;
    uint _380 = _206 * (gl_LocalInvocationID.x % 8u);
    uint _384 = _284 * (gl_LocalInvocationID.x / 8u);
    float _397[_394];
    float _402[_399];
    for (uint _1184 = 0u; _1184 < _392; )
    {
        _402[_1184] = 0.0;
        _397[_1184] = 0.0;
        _1184++;
        continue;
    }
    uint4 _1174;
    for (uint _1185 = gl_LocalInvocationID.x; _1185 < _208; )
    {
        uint _686 = _1185 / 4u;
        uint _691 = min((_360 + _686), (_129._m3 - 1u));
        uint _693 = _1185 % 4u;
        uint _702 = ((4u * _693) * _230) + _686;
        uint _802 = _691 * _129._m1;
        uint _813 = 3u * (_691 * _129._m0);
        uint _836 = _813 + 2u;
        uint _859 = _171._m0[_836] >> (8u * _693);
        _1174 = uint4(_171._m0[_813], _171._m0[_813 + 1u], _171._m0[_836], 0u);
        uint _895 = _1174[_693 >> uint(1)] >> (16u * (_693 & 1u));
        float4 _884 = (float4(uint4(_895 & 15u, (_895 >> uint(4)) & 15u, (_895 >> uint(8)) & 15u, (_895 >> uint(12)) & 15u) | (uint4(_859 & 3u, (_859 >> uint(2)) & 3u, (_859 >> uint(4)) & 3u, (_859 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_152._m0[_802])).x * float(extract_bits(int(_152._m0[_802 + 1u]), uint(0), uint(8))));
        _260[_702] = _884.x;
        _260[_702 + _230] = _884.y;
        _260[_702 + (2u * _230)] = _884.z;
        _260[_702 + (3u * _230)] = _884.w;
        _1185 += _272;
        continue;
    }
    for (uint _1186 = gl_LocalInvocationID.x; _1186 < _286; )
    {
        uint _740 = _1186 / 4u;
        uint _747 = _1186 % 4u;
        uint _756 = ((4u * _747) * _309) + _740;
        uint _766 = ((_129._m7 + min((_364 + _740), (_376 - 1u))) * (_129._m2 / 4u)) + _747;
        _343[_756] = _318._m0[_766].x;
        _343[_756 + _309] = _318._m0[_766].y;
        _343[_756 + (2u * _309)] = _318._m0[_766].z;
        _343[_756 + (3u * _309)] = _318._m0[_766].w;
        _1186 += _272;
        continue;
    }
    float _490[_284];
    uint4 _1165;
    uint _1201;
    uint _1240;
    for (uint _1187 = 0u, _1194 = 0u, _1197 = 0u; _1187 < _129._m0; _1197 = _1240, _1194 = _1201, _1187++)
    {
        uint _432 = _1194 + _431;
        bool _438 = _432 >= _129._m0;
        if (_438)
        {
            uint _443 = _1197 + uint(1);
            _1240 = _443;
            _1201 = _443;
        }
        else
        {
            _1240 = _1197;
            _1201 = _432;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _446 = _1187 + 1u;
        if (_446 < _129._m0)
        {
            uint _454 = _446 & 1u;
            for (uint _1202 = gl_LocalInvocationID.x; _1202 < _208; )
            {
                uint _938 = _1202 / 4u;
                uint _943 = min((_360 + _938), (_129._m3 - 1u));
                uint _945 = _1202 % 4u;
                uint _954 = (((16u * _454) + (4u * _945)) * _230) + _938;
                uint _1058 = (_943 * _129._m1) + (5u * (_1201 >> uint(4)));
                uint _1065 = 3u * ((_943 * _129._m0) + _1201);
                uint _1088 = _1065 + 2u;
                uint _1111 = _171._m0[_1088] >> (8u * _945);
                _1165 = uint4(_171._m0[_1065], _171._m0[_1065 + 1u], _171._m0[_1088], 0u);
                uint _1147 = _1165[_945 >> uint(1)] >> (16u * (_945 & 1u));
                float4 _1136 = (float4(uint4(_1147 & 15u, (_1147 >> uint(4)) & 15u, (_1147 >> uint(8)) & 15u, (_1147 >> uint(12)) & 15u) | (uint4(_1111 & 3u, (_1111 >> uint(2)) & 3u, (_1111 >> uint(4)) & 3u, (_1111 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_152._m0[_1058])).x * float(extract_bits(int(_152._m0[(_1058 + 1u) + ((_1201 >> uint(2)) & 3u)]), uint(int(8u * (_1201 & 3u))), uint(8))));
                _260[_954] = _1136.x;
                _260[_954 + _230] = _1136.y;
                _260[_954 + (2u * _230)] = _1136.z;
                _260[_954 + (3u * _230)] = _1136.w;
                _1202 += _272;
                continue;
            }
            for (uint _1203 = gl_LocalInvocationID.x; _1203 < _286; )
            {
                uint _992 = _1203 / 4u;
                uint _999 = _1203 % 4u;
                uint _1008 = (((16u * _454) + (4u * _999)) * _309) + _992;
                uint _1018 = (((_129._m7 + min((_364 + _992), (_376 - 1u))) * (_129._m2 / 4u)) + (4u * _1201)) + _999;
                _343[_1008] = _318._m0[_1018].x;
                _343[_1008 + _309] = _318._m0[_1018].y;
                _343[_1008 + (2u * _309)] = _318._m0[_1018].z;
                _343[_1008 + (3u * _309)] = _318._m0[_1018].w;
                _1203 += _272;
                continue;
            }
        }
        uint _468 = 16u * (_1187 & 1u);
        uint _1207;
        _1207 = _468;
        for (; _1207 < (_468 + 16u); _1207++)
        {
            for (uint _1218 = 0u; _1218 < _284; )
            {
                _490[_1218] = _343[((_1207 * _309) + _384) + _1218];
                _1218++;
                continue;
            }
            uint _1219;
            _1219 = 0u;
            for (; _1219 < _206; _1219++)
            {
                uint _517 = ((_1207 * _230) + _380) + _1219;
                for (uint _1222 = 0u; _1222 < _284; )
                {
                    uint _531 = (_1222 * _206) + _1219;
                    _397[_531] = fma(_490[_1222], _260[_517], _397[_531]);
                    _1222++;
                    continue;
                }
            }
        }
        if (_438)
        {
            for (uint _1209 = 0u; _1209 < _560; )
            {
                _402[_1209] += _397[_1209];
                _397[_1209] = 0.0;
                _1209++;
                continue;
            }
        }
    }
    for (uint _1188 = 0u; _1188 < _284; _1188++)
    {
        for (uint _1189 = 0u; _1189 < _206; _1189++)
        {
            bool _600 = ((_360 + _380) + _1189) < _129._m3;
            bool _610;
            if (_600)
            {
                _610 = ((_364 + _384) + _1188) < _376;
            }
            else
            {
                _610 = _600;
            }
            if (_610)
            {
                _623._m0[((((((_364 + _384) + _1188) * _129._m5) + _129._m4) + _360) + _380) + _1189] = _402[(_1188 * _206) + _1189];
            }
        }
    }
}

