#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _189
{
    float2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 256u
#endif
constant uint _243 = SPIRV_CROSS_CONSTANT_ID_2;

struct _369
{
    uint _m0;
    uint _m1;
    uint _m2;
    float _m3;
    float _m4;
};

struct _382
{
    uint _m0[1];
};

struct _397
{
    uint _m0[1];
};

struct _469
{
    float _m0[1];
};

struct _508
{
    float _m0[1];
};

struct _540
{
    float _m0[1];
};

constant uint _599 = (_243 / 2u);
constant uint _603 = (_243 / 2u);

struct _607
{
    int _m0[1];
};

constant uint _615 = (_243 / 2u);

struct _635
{
    float _m0[1];
};

struct _643
{
    float _m0[1];
};

constant uint _711 = (_243 / 2u);

struct _714
{
    float _m0[1];
};

constant uint _739 = (_243 / 2u);
constant uint _742 = (_243 / 2u);

struct _776
{
    int _m0[1];
};

constant uint _818 = (64u * _70);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _821 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_821, 1u, 1u);

kernel void main0(constant _369& _371 [[buffer(0)]], const device _469& _471 [[buffer(2)]], const device _508& _510 [[buffer(3)]], const device _540& _542 [[buffer(4)]], const device _635& _637 [[buffer(5)]], const device _643& _645 [[buffer(6)]], const device _607& _609 [[buffer(7)]], const device _776& _778 [[buffer(8)]], const device _189& _191 [[buffer(9)]], device _714& _716 [[buffer(10)]], device _382& _384 [[buffer(11)]], device _397& _399 [[buffer(12)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _246[_243];
    bool _455 = gl_WorkGroupID.x < _371._m0;
    if (_455)
    {
        for (uint _1236 = gl_LocalInvocationID.x; _1236 < _243; )
        {
            _246[_1236] = _471._m0[(((gl_WorkGroupID.y * _371._m0) + gl_WorkGroupID.x) * _243) + _1236];
            _1236 += _70;
            continue;
        }
    }
    else
    {
        if (gl_WorkGroupID.x < (_371._m0 + _371._m1))
        {
            for (uint _1235 = gl_LocalInvocationID.x; _1235 < _243; )
            {
                _246[_1235] = _510._m0[((((gl_WorkGroupID.y * _371._m1) + gl_WorkGroupID.x) - _371._m0) * _243) + _1235];
                _1235 += _70;
                continue;
            }
        }
        else
        {
            for (uint _1234 = gl_LocalInvocationID.x; _1234 < _243; )
            {
                _246[_1234] = _542._m0[(((((gl_WorkGroupID.y * _371._m1) + gl_WorkGroupID.x) - _371._m0) - _371._m1) * _243) + _1234];
                _1234 += _70;
                continue;
            }
        }
    }
    bool _569 = gl_WorkGroupID.x < (_371._m0 + _371._m1);
    if (_569)
    {
        float _1237;
        if (_455)
        {
            _1237 = _371._m3;
        }
        else
        {
            _1237 = _371._m4;
        }
        float _1239;
        _1239 = 0.0;
        for (uint _1238 = gl_LocalInvocationID.x; _1238 < _243; )
        {
            _1239 = fma(_246[_1238], _246[_1238], _1239);
            _1238 += _70;
            continue;
        }
        float _1242;
        do
        {
            float _895 = simd_sum(_1239);
            if (_60)
            {
                _1242 = _895;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _899 = simd_is_first();
            if (_899)
            {
                _73[gl_SubgroupID] = _895;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1241;
            _1241 = _73[0];
            for (uint _1240 = 1u; _1240 < gl_NumSubgroups; )
            {
                _1241 += _73[_1240];
                _1240++;
                continue;
            }
            _1242 = _1241;
            break;
        } while(false);
        float _878 = _1242 / float(_243);
        float _880 = _878 + _1237;
        float _882 = 1.0 / sqrt(_880);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _1243 = gl_LocalInvocationID.x; _1243 < _599; _1243 += _70)
        {
            uint _604 = _1243 + _603;
            uint _614 = uint(_609._m0[gl_WorkGroupID.y]);
            float2 _1281;
            _1281 = float2(1.0, 0.0);
            float2 _1304;
            for (uint _1280 = 0u; _1280 < 4u; _1281 = _1304, _1280++)
            {
                uint _944 = (_614 >> (8u * _1280)) & 255u;
                if (_944 != 0u)
                {
                    uint _955 = (((_1280 * 256u) + _944) * _615) + _1243;
                    _1304 = float2(fma(_1281.x, _191._m0[_955].x, -(_1281.y * _191._m0[_955].y)), fma(_1281.x, _191._m0[_955].y, _1281.y * _191._m0[_955].x));
                }
                else
                {
                    _1304 = _1281;
                }
            }
            float _624 = _246[_1243];
            float _1283;
            if (_455)
            {
                _1283 = _637._m0[_1243];
            }
            else
            {
                _1283 = _645._m0[_1243];
            }
            float _650 = (_624 * _882) * _1283;
            float _654 = _246[_604];
            float _1284;
            if (_455)
            {
                _1284 = _637._m0[_604];
            }
            else
            {
                _1284 = _645._m0[_604];
            }
            float _672 = (_654 * _882) * _1284;
            _246[_1243] = fma(_650, _1281.x, -(_672 * _1281.y));
            _246[_604] = fma(_650, _1281.y, _672 * _1281.x);
        }
    }
    if (_455)
    {
        for (uint _1279 = gl_LocalInvocationID.x; _1279 < _711; )
        {
            uint _725 = (((gl_WorkGroupID.y * _371._m0) + gl_WorkGroupID.x) * _243) + _1279;
            _716._m0[_725] = _246[_1279];
            _716._m0[_725 + _739] = _246[_1279 + _742];
            _1279 += _70;
            continue;
        }
    }
    else
    {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _754 = gl_WorkGroupID.x - _371._m0;
        uint _1244;
        if (_754 < _371._m1)
        {
            _1244 = _754;
        }
        else
        {
            _1244 = _754 - _371._m1;
        }
        uint _800 = ((((uint(_778._m0[gl_WorkGroupID.y]) * _371._m2) + (uint(_609._m0[gl_WorkGroupID.y]) % _371._m2)) * _371._m1) + _1244) * _243;
        uint _803 = 64u * gl_LocalInvocationID.x;
        for (uint _1245 = _803; _1245 < _243; _1245 += _818)
        {
            uint _1013 = ((_800 + _1245) / 64u) * 17u;
            uint _1259;
            uint _1266;
            for (uint _1246 = 0u, _1261 = 0u, _1268 = 0u; _1246 < 2u; _1246++, _1268 = _1266, _1261 = _1259)
            {
                uint _1022 = _1245 + (32u * _1246);
                float _1249;
                _1249 = 0.0;
                for (uint _1248 = 0u; _1248 < 32u; )
                {
                    uint _1112 = _1022 + _1248;
                    _1249 = max(_1249, max(_246[_1112], -_246[_1112]));
                    _1248++;
                    continue;
                }
                float _1129 = min(_1249 * 0.0078740157186985015869140625, 65504.0);
                _1266 = _1268;
                _1259 = _1261;
                uint _1312;
                for (uint _1250 = 0u; _1250 < 17u; _1266 = _1312, _1259++, _1250++)
                {
                    uint _1035 = _1022 + (2u * _1250);
                    uint _1256;
                    if (_1250 == 0u)
                    {
                        uint _1255;
                        do
                        {
                            uint _1138 = as_type<uint>(_1129);
                            uint _1141 = (_1138 >> uint(16)) & 32768u;
                            uint _1143 = _1138 & 2147483647u;
                            if (_1143 >= 1199570944u)
                            {
                                _1255 = _1141 | ((_1143 > 2139095040u) ? 32256u : 31744u);
                                break;
                            }
                            if (_1143 < 947912704u)
                            {
                                _1255 = _1141 | (as_type<uint>(as_type<float>(_1143) + 0.5) - 1056964608u);
                                break;
                            }
                            _1255 = _1141 | (((_1143 + 3355447295u) + ((_1143 >> uint(13)) & 1u)) >> uint(13));
                            break;
                        } while(false);
                        _1256 = _1255;
                    }
                    else
                    {
                        bool _1181 = _1129 > 9.9999999392252902907785028219223e-09;
                        float _1253;
                        if (_1181)
                        {
                            _1253 = _246[_1035 - 2u] * (1.0 / _1129);
                        }
                        else
                        {
                            _1253 = 0.0;
                        }
                        float _1254;
                        if (_1181)
                        {
                            _1254 = _246[_1035 + 4294967295u] * (1.0 / _1129);
                        }
                        else
                        {
                            _1254 = 0.0;
                        }
                        _1256 = (uint(int(rint(min(max(_1253, -127.0), 127.0)))) & 255u) | ((uint(int(rint(min(max(_1254, -127.0), 127.0)))) & 255u) << uint(8));
                    }
                    bool _1056 = (_1259 & 1u) == 0u;
                    if (_1056)
                    {
                    }
                    else
                    {
                        if (_569)
                        {
                            _384._m0[_1013 + (_1259 / 2u)] = _1266 | (_1256 << uint(16));
                        }
                        else
                        {
                            _399._m0[_1013 + (_1259 / 2u)] = _1266 | (_1256 << uint(16));
                        }
                    }
                    _1312 = _1056 ? _1256 : _1266;
                }
            }
        }
    }
}

